/** The provider of the house's own network module. */
package io.tombolo.net;
