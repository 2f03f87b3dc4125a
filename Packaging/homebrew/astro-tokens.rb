# A formula for a tap, which has it in Formula/. 'Packaging/homebrew/formula' fills in a release.
class AstroTokens < Formula
  desc "Rotate and manage the API tokens of Astro"
  homepage "@RELEASES@"
  version "@VERSION@"
  # No license has been chosen.
  license :cannot_represent

  on_macos do
    depends_on macos: :sequoia
    on_arm do
      url "@RELEASES@/download/v@VERSION@/astro-@VERSION@-macos-arm64.tar.gz"
      sha256 "@SHA256-macos-arm64@"
    end
    on_intel do
      url "@RELEASES@/download/v@VERSION@/astro-@VERSION@-macos-x86_64.tar.gz"
      sha256 "@SHA256-macos-x86_64@"
    end
  end

  on_linux do
    on_arm do
      url "@RELEASES@/download/v@VERSION@/astro-@VERSION@-linux-arm64.tar.gz"
      sha256 "@SHA256-linux-arm64@"
    end
    on_intel do
      url "@RELEASES@/download/v@VERSION@/astro-@VERSION@-linux-x86_64.tar.gz"
      sha256 "@SHA256-linux-x86_64@"
    end
  end

  conflicts_with "astro", because: "both install an `astro` command"

  def install
    bin.install "bin/astro"
    man1.install Dir["share/man/man1/*"]
    bash_completion.install "share/bash-completion/completions/astro"
    zsh_completion.install "share/zsh/site-functions/_astro"
    fish_completion.install "share/fish/vendor_completions.d/astro.fish"
  end

  test do
    assert_equal "astro #{version}\n", shell_output("#{bin}/astro version")
  end
end
