/** How the module is put together: its Dagger component, what it offers to other modules, and its mounts. */
package io.tombolo.fs.internal;
