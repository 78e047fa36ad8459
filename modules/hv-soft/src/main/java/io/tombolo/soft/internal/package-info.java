/** The software engine's own rooms: processor state, virtual processors and the engine that the service provider hands out. */
package io.tombolo.soft.internal;
