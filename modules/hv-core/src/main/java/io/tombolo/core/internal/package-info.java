/** The dispatcher, the loading of modules and the loop that runs a task. */
package io.tombolo.core.internal;
