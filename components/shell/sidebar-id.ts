/** The project panel, which a button of the top bar opens on small screens. Apart, so that pages without a panel do not carry it. */
export const sidebarId = "project-sidebar";
