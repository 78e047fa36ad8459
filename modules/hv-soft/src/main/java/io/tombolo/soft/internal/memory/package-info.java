/** Guest memory as the engine sees it: the page map, accesses through it, and the only class that touches raw host addresses. */
package io.tombolo.soft.internal.memory;
