/** The provider of the process module; all else is internal and met through the services of {@code io.tombolo.core.spi}. */
package io.tombolo.proc;
