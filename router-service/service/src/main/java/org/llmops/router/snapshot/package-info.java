/** The configuration as calls read it: immutable, in memory, swapped whole whenever it changes. */
@NullMarked
package org.llmops.router.snapshot;

import org.jspecify.annotations.NullMarked;
