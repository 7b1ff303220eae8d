/**
 * Whether properties and fuzz targets find what they are there to find: defects that were planted on purpose.
 *
 * <p>A list of {@code PlantedDefect}s is a text file beside this package's classes, written before anybody looked for what is in it. {@code DefectiveClasses}
 * compiles one of them; a {@code ChildJvm} has these classes before the sound ones on its class path, and is either a {@code PropertyRun} or a {@code FuzzRun},
 * which is the command as any user calls it. None of them knows which defect it is dealing with, and none may: a defect that is not found is news about the property
 * or the target.
 */
@NullMarked
package dev.overlap.planted;

import org.jspecify.annotations.NullMarked;
