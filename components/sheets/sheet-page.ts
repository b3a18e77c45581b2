/** Where a picture is split for a package. */
export const sheetPage = (projectHref: string, code: string, mediaId: string, packageId: string): string =>
  `${projectHref}/profiles/${code}/sheets/${mediaId}?outfit=${packageId}`;
