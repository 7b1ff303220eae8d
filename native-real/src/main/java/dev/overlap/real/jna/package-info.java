/**
 * kernel32 and ntdll through JNA: the contract's functions, memory that the kernel may write, and what else only the system can tell.
 *
 * <p>{@link dev.overlap.real.jna.JnaWin32} is the contract, a class for each family of functions above it; {@link dev.overlap.real.jna.Heap} makes memory that is
 * watched; {@link dev.overlap.real.jna.HandleCensus} and {@link dev.overlap.real.jna.KernelView} look at what the contract does not show. The package uses
 * {@code win32} and JNA, nothing else.
 *
 * <p>The rule that a newcomer would break: nothing that the kernel was given, a function or memory, may end before the kernel is known to be through with it. So what
 * it calls is there for ever and finds its target by number, and pages are never given back to the system.
 */
@NullMarked
package dev.overlap.real.jna;

import org.jspecify.annotations.NullMarked;
