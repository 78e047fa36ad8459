package io.tombolo.soft.internal.space;

/** The accessor of a vCPU's own thread: takes part in safepoints as the vCPU itself. */
final class CpuMemory extends CheckedMemory {
    private final SoftCpu cpu;

    CpuMemory(SoftCpu cpu) {
        this.cpu = cpu;
    }

    @Override
    SoftAddressSpace space() {
        return cpu.addressSpace();
    }

    @Override
    Participant begin() {
        cpu.enter();
        return cpu;
    }

    @Override
    void end(Participant participant) {
        participant.leave();
    }
}
