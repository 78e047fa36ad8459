/** How the module is wired: the Dagger component, the list of system-call tables, the services it offers to its neighbours. */
package io.tombolo.mm.internal;
