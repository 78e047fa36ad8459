/** The file module's entry: its provider. Everything else is internal. */
package io.tombolo.fs;
