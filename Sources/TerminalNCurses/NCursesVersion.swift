import CNCurses

/// The version of the ncurses library in use, such as `6.4.20221231`. Needs no terminal.
package func ncursesLibraryVersion() -> String {
    let text = String(cString: curses_version())
    return text.hasPrefix("ncurses ") ? String(text.dropFirst(8)) : text
}
