/** The JNA backend: the contract of {@code dev.overlap.win32} on kernel32 and ntdll of a real Windows or Wine. */
@NullMarked package dev.overlap.real;

import org.jspecify.annotations.NullMarked;
