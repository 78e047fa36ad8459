package io.tombolo.core.spi;

/**
 * What names a file beyond its path.
 *
 * @param device the device number as the guest sees it
 * @param inode the inode number
 * @param mode type and permission bits ({@code st_mode}); 0 if not known
 * @param path the guest path by which it was opened
 */
public record FileIdentity(long device, long inode, int mode, String path) {}
