/**
 * What a run has found and done, as records, and the forms in which people and machines read it: JSON, SARIF, JUnit's XML, GitHub's annotations and job summary,
 * a page, and a test to paste.
 *
 * <p>Uses {@code explore}, {@code trace} and {@code finding}. The rule that a newcomer would break: nothing is written to a file under its final name, and nothing
 * that a user has named gets into a form unescaped.
 */
@NullMarked
package dev.overlap.report;

import org.jspecify.annotations.NullMarked;
