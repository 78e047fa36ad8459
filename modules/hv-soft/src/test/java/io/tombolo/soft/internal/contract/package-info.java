/** The software engine passes the published contract of engines. */
package io.tombolo.soft.internal.contract;
