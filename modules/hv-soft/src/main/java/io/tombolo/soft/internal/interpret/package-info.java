/** The interpreter: executes decoded instructions one by one, exactly, and is the reference for everything faster. */
package io.tombolo.soft.internal.interpret;
