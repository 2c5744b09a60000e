import CommandKit

/// `callboard leads`: the people that sponsors reached.
enum LeadsCommand {
    static let command = Command(
        "leads",
        summary: "List, export, report, recount and erase the sponsors' leads",
        subcommands: [
            LeadsListCommand.command, LeadsExportCommand.command, LeadsReportCommand.command,
            LeadsSchedulesCommand.command, LeadsRecountCommand.command, LeadsPurgeCommand.command,
        ]
    )
}

/// `callboard sponsors`: for whom leads are counted.
enum SponsorsCommand {
    static let command = Command(
        "sponsors",
        summary: "Show the board of sponsors, add and remove sponsors",
        subcommands: [SponsorsListCommand.command, SponsorsChangeCommand.add, SponsorsChangeCommand.remove]
    )
}
