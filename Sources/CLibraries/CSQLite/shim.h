#ifndef CALLBOARD_CSQLITE_SHIM_H
#define CALLBOARD_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif
