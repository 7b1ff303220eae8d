/** What a reader needs beside Win32, on the threads and the clock of this machine. */
@NullMarked
package dev.overlap.real.platform;

import org.jspecify.annotations.NullMarked;
