/** Numbers of tasks and processes, process groups and sessions, and signals sent by number. */
package io.tombolo.proc.internal.job;
