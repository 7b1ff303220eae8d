/**
 * The JUnit 5 extension for readers of other people: {@link dev.overlap.junit.OverlapTest} on a test method that sets a stage.
 *
 * <p>Uses {@code explore} and {@code scenario}, and JUnit, which whoever uses the extension has anyway. The rule that a newcomer would break: an everyday build
 * plays the same executions every time, so that it does not turn red without a change.
 */
@NullMarked
package dev.overlap.junit;

import org.jspecify.annotations.NullMarked;
