import Kernel

/// The script for PowerShell.
enum PowerShellScript: CompletionScript {
    static let shell = "PowerShell"
    static let setup = """
        For this session:
        astro completion powershell | Out-String | Invoke-Expression

        For every session, add that line to the file that $PROFILE names.
        """

    /// An empty line in the answer keeps PowerShell from completing files.
    static func script(_ program: String, _ options: ScriptOptions) -> String {
        #"""
        # Completion of \#(program) for PowerShell.
        Register-ArgumentCompleter -Native -CommandName '\#(program)' -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $program = $commandAst.CommandElements[0].Extent.Text
            if (-not (Get-Command -Name $program -CommandType Application -ErrorAction Ignore)) {
                $program = '\#(program)'
            }
            $word = ''
            $words = @(
                foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
                    $extent = $element.Extent
                    if ($extent.EndOffset -ge $cursorPosition) {
                        if ($extent.StartOffset -lt $cursorPosition) {
                            $word = $extent.Text.Substring(0, $cursorPosition - $extent.StartOffset)
                        }
                        break
                    }
                    if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                        $element.Value
                    } else {
                        $extent.Text
                    }
                }
            )
            $answer = @(& $program completion candidates\#(options.words) --shell powershell "--word=$word" '--' @words 2>$null)
            if ($answer.Count -eq 0) { return '' }
            if ($answer[0] -ne 'words' -and $answer[0] -ne 'open') { return }
            $answer | Select-Object -Skip 1 | ForEach-Object {
                $whole, $shown, $description = $_ -split "`t", 3
                [System.Management.Automation.CompletionResult]::new($whole, $shown, 'ParameterValue', $description)
            }
        }
        """#
    }
}
