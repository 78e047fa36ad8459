/** What the tests of the whole share: the project's files, and the image as a command to run. */
package io.tombolo.it;
