/// The help of one command, by the columns of the terminal.
enum Golden {
    static let command = [100: wide, 80: usual, 40: narrow, 20: narrowest]

    private static let wide = """
        Fetch a thing from afar
        It is fetched whole or not at all.

        Usage:
          astro thing fetch ID [MORE…] --name NAME [FLAGS]

        Aliases:
          fe, get

        Arguments:
          ID    Which thing
          MORE  More things (may be repeated)

        Flags:
          -n, --name NAME    A name for it
          -k, --kind KIND    Which kind (standard, direct; default: standard; $FETCH_KIND)
              --days DAYS    How long it lasts (1 to 30)
              --[no-]follow  Follow links

        Common flags:
          -h, --help                 Show help
              --context DOMAIN       The Astro domain to use, or 'sandbox' ($ASTRO_DOMAIN)
              --organization-id ID   The Organization to work in ($ASTRO_ORGANIZATION_ID)
              --verbosity VERBOSITY  How much to say on stderr (debug, info, warn, error; default: warn)
          -o, --output OUTPUT        How to write the result (table, wide, json, jsonl, csv, yaml)
              --json                 The same as --output json
              --fields NAME,…        Which fields to write, in this order
              --no-header            Leave out the heading of tables
              --no-color             Write without colour
              --no-input             Never ask: what would be asked is an error
              --timeout SECONDS      How long each request may take (0.001 to 86400; default: 30)

        Examples:
          # Directly
          astro thing fetch ID --kind direct

        """

    private static let usual = """
        Fetch a thing from afar
        It is fetched whole or not at all.

        Usage:
          astro thing fetch ID [MORE…] --name NAME [FLAGS]

        Aliases:
          fe, get

        Arguments:
          ID    Which thing
          MORE  More things (may be repeated)

        Flags:
          -n, --name NAME    A name for it
          -k, --kind KIND    Which kind (standard, direct; default: standard;
                             $FETCH_KIND)
              --days DAYS    How long it lasts (1 to 30)
              --[no-]follow  Follow links

        Common flags:
          -h, --help                 Show help
              --context DOMAIN       The Astro domain to use, or 'sandbox'
                                     ($ASTRO_DOMAIN)
              --organization-id ID   The Organization to work in
                                     ($ASTRO_ORGANIZATION_ID)
              --verbosity VERBOSITY  How much to say on stderr (debug, info, warn,
                                     error; default: warn)
          -o, --output OUTPUT        How to write the result (table, wide, json, jsonl,
                                     csv, yaml)
              --json                 The same as --output json
              --fields NAME,…        Which fields to write, in this order
              --no-header            Leave out the heading of tables
              --no-color             Write without colour
              --no-input             Never ask: what would be asked is an error
              --timeout SECONDS      How long each request may take (0.001 to 86400;
                                     default: 30)

        Examples:
          # Directly
          astro thing fetch ID --kind direct

        """

    private static let narrow = """
        Fetch a thing from afar
        It is fetched whole or not at all.

        Usage:
          astro thing fetch ID [MORE…] --name
          NAME [FLAGS]

        Aliases:
          fe, get

        Arguments:
          ID    Which thing
          MORE  More things (may be repeated)

        Flags:
          -n, --name NAME
              A name for it
          -k, --kind KIND
              Which kind (standard, direct;
              default: standard; $FETCH_KIND)
              --days DAYS
              How long it lasts (1 to 30)
              --[no-]follow
              Follow links

        Common flags:
          -h, --help
              Show help
              --context DOMAIN
              The Astro domain to use, or
              'sandbox' ($ASTRO_DOMAIN)
              --organization-id ID
              The Organization to work in
              ($ASTRO_ORGANIZATION_ID)
              --verbosity VERBOSITY
              How much to say on stderr (debug,
              info, warn, error; default: warn)
          -o, --output OUTPUT
              How to write the result (table,
              wide, json, jsonl, csv, yaml)
              --json
              The same as --output json
              --fields NAME,…
              Which fields to write, in this
              order
              --no-header
              Leave out the heading of tables
              --no-color
              Write without colour
              --no-input
              Never ask: what would be asked is
              an error
              --timeout SECONDS
              How long each request may take
              (0.001 to 86400; default: 30)

        Examples:
          # Directly
          astro thing fetch ID --kind direct

        """

    private static let narrowest = """
        Fetch a thing from
        afar
        It is fetched whole
        or not at all.

        Usage:
          astro thing fetch
          ID [MORE…] --name
          NAME [FLAGS]

        Aliases:
          fe, get

        Arguments:
          ID
              Which thing
          MORE
              More things
              (may be
              repeated)

        Flags:
          -n, --name NAME
              A name for it
          -k, --kind KIND
              Which kind
              (standard,
              direct;
              default:
              standard;
              $FETCH_KIND)
              --days DAYS
              How long it
              lasts (1 to
              30)
              --[no-]follow
              Follow links

        Common flags:
          -h, --help
              Show help
          --context DOMAIN
              The Astro
              domain to use,
              or 'sandbox'
              ($ASTRO_DOMAIN)
          --organization-id
              ID
              The
              Organization
              to work in
              ($ASTRO_ORGANIZATION_ID)
          --verbosity
              VERBOSITY
              How much to
              say on stderr
              (debug, info,
              warn, error;
              default: warn)
          -o, --output
              OUTPUT
              How to write
              the result
              (table, wide,
              json, jsonl,
              csv, yaml)
              --json
              The same as
              --output json
          --fields NAME,…
              Which fields
              to write, in
              this order
              --no-header
              Leave out the
              heading of
              tables
              --no-color
              Write without
              colour
              --no-input
              Never ask:
              what would be
              asked is an
              error
          --timeout SECONDS
              How long each
              request may
              take (0.001 to
              86400;
              default: 30)

        Examples:
          # Directly
          astro thing fetch
          ID --kind direct

        """
}
