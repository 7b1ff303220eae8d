package dev.overlap.win32;

/**
 * SECURITY_ATTRIBUTES (Microsoft: wtypesbase.h), without a security descriptor: every object of the contract has the default one.
 *
 * @param inheritHandle whether a child process gets the handle; a function that is given no attributes makes a handle that is not inherited
 */
public record SecurityAttributes(boolean inheritHandle) {}
