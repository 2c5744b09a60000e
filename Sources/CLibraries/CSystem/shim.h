#ifndef CALLBOARD_CSYSTEM_SHIM_H
#define CALLBOARD_CSYSTEM_SHIM_H

#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <wchar.h>

// Declared by glibc only under _GNU_SOURCE, which the importer does not set.
extern int wcwidth(wchar_t character);

#endif
