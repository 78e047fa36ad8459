/** How the module is wired: the component, the list of its system-call tables, and the services it offers to others. */
package io.tombolo.proc.internal;
