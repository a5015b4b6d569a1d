/** The packaged suite, started by its own command and used as its users do. */
package org.llmops.e2e;
