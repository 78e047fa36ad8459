/**
 * Write a module of your own, and test it with this kit.
 *
 * <p><b>An engine.</b> Subclass {@link io.tombolo.testkit.EngineContract}, {@link io.tombolo.testkit.AddressSpaceContract}, {@link
 * io.tombolo.testkit.GuestMemoryContract} and {@link io.tombolo.testkit.SafepointContract} in your module's tests, and make your engine in
 * their one abstract method:
 *
 * {@snippet :
 * class MyEngineContractTest extends EngineContract {
 *     @Override
 *     protected Engine createEngine() {
 *         return new MyEngine();
 *     }
 * }
 * }
 *
 * <p><b>A module of system calls.</b> Subclass {@link io.tombolo.testkit.SyscallModuleContract}; it wants your provider, the tables of a module
 * that it made, and a task to make calls from, which
 * {@link io.tombolo.testkit.BorrowedTask} has.
 *
 * <p><b>A stage 2, or a manager of its windows.</b> A hypervisor engine's {@link io.tombolo.core.spi.Stage2} subclasses {@link
 * io.tombolo.testkit.Stage2Contract}; a {@link io.tombolo.core.spi.DaxMapper} subclasses {@link io.tombolo.testkit.StrictDaxMapperContract} and
 * {@link io.tombolo.testkit.LinuxDaxMapperContract}, where {@link io.tombolo.testkit.Stage2Model} judges it by Hypervisor.framework's rules.
 *
 * <p><b>Faults of the host.</b> {@link io.tombolo.testkit.FaultInjector} stands between your module and the host, lets the n-th call fail, and
 * tells which descriptors were left open.
 *
 * <p><b>Properties.</b> {@link io.tombolo.testkit.Property} runs a test on many random sequences and shrinks the one that fails.
 */
package io.tombolo.testkit;
