package io.tombolo.core.spi;

/**
 * A version of this package: a module built for another major version is refused. Minor versions only add.
 *
 * @param major changes when something that a module implements or calls changes
 * @param minor changes when something is added
 */
public record SpiVersion(int major, int minor) implements Comparable<SpiVersion> {
    /** The version of this package. */
    public static final SpiVersion CURRENT = new SpiVersion(1, 0);

    @Override
    public int compareTo(SpiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    /**
     * The versions that a module was built for.
     *
     * @param from the lowest, inclusive
     * @param to the highest major version's first excluded version
     */
    public record Range(SpiVersion from, SpiVersion to) {
        /** From the given minor version of a major version to the next major version, exclusive. */
        public static Range of(int major, int minor) {
            return new Range(new SpiVersion(major, minor), new SpiVersion(major + 1, 0));
        }

        /** Whether a version lies in the range. */
        public boolean contains(SpiVersion version) {
            return from.compareTo(version) <= 0 && version.compareTo(to) < 0;
        }

        @Override
        public String toString() {
            return "[" + from + "," + to + ")";
        }
    }
}
