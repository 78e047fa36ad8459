package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FcntlTest {
    @Test
    void openFlagsOfAarch64AreTranslated() {
        int guest = Fcntl.Aarch64.O_DIRECTORY | Fcntl.Aarch64.O_NOFOLLOW | Fcntl.O_CLOEXEC | Fcntl.O_RDWR;
        int inside = Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW | Fcntl.O_CLOEXEC | Fcntl.O_RDWR;

        assertEquals(inside, Fcntl.openFlagsFromGuest(Architecture.AARCH64, guest));
        assertEquals(guest, Fcntl.openFlagsToGuest(Architecture.AARCH64, inside));
        assertEquals(Fcntl.O_TMPFILE, Fcntl.openFlagsFromGuest(Architecture.AARCH64, Fcntl.Aarch64.O_TMPFILE));
    }

    @Test
    void everyBitSurvivesTheWayInAndOut() {
        for (Architecture architecture : Architecture.values()) {
            for (int bit = 0; bit < 32; bit++) {
                int flag = 1 << bit;
                assertEquals(
                        flag,
                        Fcntl.openFlagsToGuest(architecture, Fcntl.openFlagsFromGuest(architecture, flag)),
                        () -> architecture + " flag 0" + Integer.toOctalString(flag));
            }
        }
    }
}
