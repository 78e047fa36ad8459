/** Who a task is, on which machine, under which limits: users and groups, names, scheduling, resource limits. */
package io.tombolo.proc.internal.identity;
