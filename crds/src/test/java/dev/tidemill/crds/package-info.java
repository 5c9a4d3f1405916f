/** Makes the CustomResourceDefinitions out of the records, and checks them. */
@NullMarked
package dev.tidemill.crds;

import org.jspecify.annotations.NullMarked;
