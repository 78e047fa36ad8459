/** The software engine as the module loader sees it: its provider. */
package io.tombolo.soft;
