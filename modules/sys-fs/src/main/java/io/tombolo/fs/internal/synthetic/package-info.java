/** Files that this kernel makes itself: directories, links and texts without a host file behind them. */
package io.tombolo.fs.internal.synthetic;
