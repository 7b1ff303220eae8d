/** kernel32 and ntdll through JNA: the contract's functions, memory that the kernel may write, and what else only the system can tell. */
@NullMarked
package dev.overlap.real.jna;

import org.jspecify.annotations.NullMarked;
