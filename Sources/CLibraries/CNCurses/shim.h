#ifndef CALLBOARD_CNCURSES_SHIM_H
#define CALLBOARD_CNCURSES_SHIM_H

// The wide-character API is only declared with this set; the -D flags of ncursesw.pc never reach the importer.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <langinfo.h>
#include <stdio.h>

// WINDOW and SCREEN are opaque on some systems and structs on others, stdscr and its kin are mutable globals, and
// attribute names are macros: none of them crosses into Swift, these wrappers do.

// 0: usable; 1: no terminal of that name is known; 2: it cannot place its cursor.
static inline int callboard_check_terminal(void) {
    int status = 0;
    if (setupterm(NULL, 1, &status) != OK || status != 1) { return 1; }
    char *address = tigetstr("cup");
    return address == NULL || address == (char *)-1 ? 2 : 0;
}

static inline int callboard_open(void) {
    if (newterm(NULL, stdout, stdin) == NULL) { return 0; }
    // Many terminals say that erasing paints in the current background and do not, so coloured spaces are written out.
    back_color_erase = FALSE;
    return 1;
}

static inline void callboard_prepare_input(void) {
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    // Painting must not stop half-way because a key is waiting.
    typeahead(-1);
    set_escdelay(25);
}

static inline int callboard_rows(void) { return getmaxy(stdscr); }
static inline int callboard_columns(void) { return getmaxx(stdscr); }
static inline int callboard_colours(void) { return has_colors() ? COLORS : 0; }

static inline attr_t callboard_bold(void) { return WA_BOLD; }
static inline attr_t callboard_dim(void) { return WA_DIM; }
static inline attr_t callboard_underline(void) { return WA_UNDERLINE; }
static inline attr_t callboard_reverse(void) { return WA_REVERSE; }
static inline attr_t callboard_italic(void) { return WA_ITALIC; }

// Puts one cell's text, at most one spacing character and its marks, ending in 0. Never moves on or scrolls.
static inline void callboard_put(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) != OK) { return; }
    mvadd_wchnstr(row, column, &cell, 1);
}

static inline void callboard_clear_next(void) { clearok(stdscr, TRUE); }
static inline void callboard_move(int row, int column) { wmove(stdscr, row, column); }
static inline void callboard_refresh(void) { wrefresh(stdscr); }
static inline const char *callboard_codeset(void) { return nl_langinfo(CODESET); }

#endif
