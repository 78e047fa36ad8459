/**
 * From annotated methods to tables: {@link io.tombolo.processor.SyscallProcessor} collects the methods, {@code SyscallMethodReader} checks them
 * and says in a sentence what is wrong, {@code TableWriter} writes the class, {@code ListingWriter} the resource that the compatibility page is
 * made of.
 */
package io.tombolo.processor;
