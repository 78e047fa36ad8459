/** How the network module is wired. */
package io.tombolo.net.internal;
