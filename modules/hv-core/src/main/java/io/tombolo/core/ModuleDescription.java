package io.tombolo.core;

import java.util.List;

/**
 * One module in force.
 *
 * @param role what it does: {@code engine}, {@code mm}, {@code fs}, {@code proc}, {@code fork}, or a word of its own
 * @param name its name
 * @param version its own version
 * @param weight its weight among the providers of the role
 * @param origin the Java module that it came in, with that one's version
 * @param systemCalls the names of the system calls that it answers
 */
public record ModuleDescription(
        String role, String name, String version, int weight, String origin, List<String> systemCalls) {}
