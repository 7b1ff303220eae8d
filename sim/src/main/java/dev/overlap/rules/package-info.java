/**
 * What a reader may consist of, checked on its byte code: nothing that the harness cannot see.
 *
 * <p>Uses ASM, and knows the contract by its names only. The rule that a newcomer would break: what cannot be judged is a violation, never a silent pass.
 */
@NullMarked
package dev.overlap.rules;

import org.jspecify.annotations.NullMarked;
