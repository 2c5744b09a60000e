#ifndef CALLBOARD_CNCURSES_SHIM_H
#define CALLBOARD_CNCURSES_SHIM_H

// The wide-character API is only declared with this set; the -D flags of ncursesw.pc never reach the importer.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncursesw/curses.h>

#endif
