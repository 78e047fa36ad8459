/** How tasks come into being: clone(2) and clone3(2). */
package io.tombolo.proc.internal.clone;
