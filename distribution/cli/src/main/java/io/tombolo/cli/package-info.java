/** The commands of {@code tombolo}, their options and their messages. */
package io.tombolo.cli;
